"""Ways to a claimed quantity: printed, or worked out. Each is a function of a Case that yields Proofs."""

from pipeline.audit.proofs import digits, direct, moves, parts, ratios, times

PROOFS = (
    direct.direct, times.times, moves.growth, moves.change, moves.moved, moves.cagr, ratios.share, ratios.multiple, ratios.beyond,
    ratios.defined, parts.listed, parts.planned, parts.daily, digits.digits,
)  # fmt: skip
