"""How a right file is spoilt: bytes flipped, cut, doubled, moved, numbers made huge."""

from __future__ import annotations

from hypothesis import strategies as st

_NUMBERS = [
    b"\x00",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x00",
    b"\x7f\xff\xff\xff",
    b"\x80\x00\x00\x00",
    b"-1",
    b"9" * 20,
]
_WORDS = [
    b"<!DOCTYPE x>",
    b"&a;",
    b"../",
    b"\x00",
    b"%2e%2e/",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b'"',
    b"{" * 50,
    b"[" * 50,
    b"\r\n",
]
_STEP = st.tuples(
    st.sampled_from(["flip", "cut", "double", "number", "word", "short"]),
    st.integers(0, 1 << 20),
    st.integers(1, 64),
    st.sampled_from(_NUMBERS + _WORDS),
)


@st.composite
def spoilt(draw: st.DrawFn, right: tuple[bytes, ...]) -> bytes:
    """One of the right files after up to eight steps; now and then bytes of no kind at all."""
    if draw(st.integers(0, 19)) == 0:
        return draw(st.binary(max_size=600))
    content = bytearray(draw(st.sampled_from(right)))
    for step, position, length, put in draw(st.lists(_STEP, min_size=1, max_size=8)):
        at = position % (len(content) + 1)
        part = bytes(content[at : at + length])
        match step:
            case "flip" if at < len(content):
                content[at] ^= length
            case "cut":
                del content[at : at + length]
            case "double":
                content[at:at] = part
            case "number" | "word":
                content[at : at + (len(put) if step == "number" else 0)] = put
            case "short":
                del content[at:]
            case _:
                pass
    return bytes(content)
