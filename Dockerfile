# docker build -t budgetlint .
# docker run --rm -v "$PWD:/data" budgetlint check budgets
# To write reports into a folder of another user: --user "$(id -u)"
FROM python:3.12-slim AS build
COPY . /src
RUN python -m venv /opt/budgetlint \
 && /opt/budgetlint/bin/pip install --no-cache-dir "/src[all]"

FROM python:3.12-slim
COPY --from=build /opt/budgetlint /opt/budgetlint
ENV PATH="/opt/budgetlint/bin:$PATH" LANG=C.UTF-8
RUN useradd --create-home --uid 1000 budgetlint
USER 1000
WORKDIR /data
ENTRYPOINT ["budgetlint"]
CMD ["--help"]
