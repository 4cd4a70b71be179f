# docker build -t budgetlint .
# docker run --rm -v "$PWD:/data" budgetlint check budgets
FROM python:3.12-slim AS build
COPY . /src
RUN python -m venv /opt/budgetlint \
 && /opt/budgetlint/bin/pip install --no-cache-dir "/src[all]"

FROM python:3.12-slim
COPY --from=build /opt/budgetlint /opt/budgetlint
ENV PATH="/opt/budgetlint/bin:$PATH" LANG=C.UTF-8
RUN useradd --create-home budgetlint
USER budgetlint
WORKDIR /data
ENTRYPOINT ["budgetlint"]
CMD ["--help"]
