"""The grammar of prose: figures, the roles that words give them, and frames, one for each subject.

    text ─figures─▶ Token ─roles─▶ Role ─frames─▶ Frame ─stated─▶ Claim

A paragraph is cut at its figures. The words between two figures decide what the second one is;
a subject is parsed by the vocabulary that titles and headers are parsed by. Whatever is not
accounted for stays with the subject as its doubt, apart from that of the role.
"""
