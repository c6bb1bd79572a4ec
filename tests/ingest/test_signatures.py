"""Digital signatures: who, when, whether the bytes are still those that were signed; and nothing ever raises."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import keys, x509  # type: ignore[import-untyped]
from cryptography import x509 as builder
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ingest.geometry import Box
from ingest.signatures import Signature, signatures_of
from samples.born_digital import letter_with_table, pdf

AGENCY = "Ủy ban nhân dân xã Mẫu Sơn"
STAMPED = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)

Signing = Callable[..., bytes]


def _key_of(name: str, organisation: str) -> tuple[x509.Certificate, keys.PrivateKeyInfo]:
    """Return a certificate that vouches for itself, and its key."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = builder.Name(
        [
            builder.NameAttribute(NameOID.COMMON_NAME, name),
            builder.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        ]
    )
    certificate = (
        builder.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2090, 1, 1, tzinfo=UTC))
        .sign(private, hashes.SHA256())
    )
    packed = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (
        x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(packed),
    )


@pytest.fixture(scope="module")
def sign() -> Signing:
    """Return what signs a PDF once more."""
    certificate, key = _key_of(AGENCY, "Tỉnh Mẫu")
    signer = SimpleSigner(certificate, key, SimpleCertificateStore())  # type: ignore[no-untyped-call]
    stamper = DummyTimeStamper(certificate, key, fixed_dt=STAMPED)

    def signed(content: bytes, field: str = "Signature1", *, stamped: bool = False) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        spec = SigFieldSpec(field, on_page=0, box=(100, 600, 300, 700))
        about, clock = PdfSignatureMetadata(field_name=field), stamper if stamped else None
        done = PdfSigner(about, signer, timestamper=clock, new_field_spec=spec).sign_pdf(writer)
        return bytes(done.getvalue())

    return signed


@pytest.fixture(scope="module")
def letter() -> bytes:
    """Return a born-digital letter of one page."""
    return pdf(letter_with_table(1))


def read(folder: Path, content: bytes) -> tuple[Signature, ...]:
    """Return the signatures of a file of these bytes."""
    path = folder / "a.pdf"
    path.write_bytes(content)
    return signatures_of(path)


def test_a_signed_letter_tells_who_and_when(tmp_path: Path, sign: Signing, letter: bytes) -> None:
    """Name and organisation of the certificate, the time that the machine claimed, the place on the page."""
    before = datetime.now(UTC) - timedelta(seconds=2)
    (found,) = read(tmp_path, sign(letter))
    assert (found.signer, found.organisation) == (AGENCY, "Tỉnh Mẫu")
    assert (found.intact, found.covers_whole, found.from_timestamp) == (True, True, False)
    assert found.signed_at is not None
    assert before <= found.signed_at <= datetime.now(UTC)
    assert found.page == 1
    assert found.box is not None
    assert found.box.x0 == pytest.approx(100, abs=0.5)
    assert found.box.y1 == pytest.approx(841.89 - 600, abs=0.5)


def test_a_time_stamp_outweighs_the_signers_clock(tmp_path: Path, sign: Signing, letter: bytes) -> None:
    """Its time is given, in UTC."""
    (found,) = read(tmp_path, sign(letter, stamped=True))
    assert (found.signed_at, found.from_timestamp, found.intact) == (STAMPED, True, True)


def test_a_second_signature_leaves_the_first_whole(tmp_path: Path, sign: Signing, letter: bytes) -> None:
    """Both cover the file, in the order of signing: what came later is only a signature."""
    found = read(tmp_path, sign(sign(letter), "Signature2"))
    assert [(one.intact, one.covers_whole) for one in found] == [(True, True)] * 2


def test_changed_bytes_are_not_intact(tmp_path: Path, sign: Signing, letter: bytes) -> None:
    """One bit in what was signed is enough; who signed is still told."""
    content = bytearray(sign(letter))
    content[content.index(b"stream") + 40] ^= 1
    (found,) = read(tmp_path, bytes(content))
    assert (found.signer, found.intact) == (AGENCY, False)


def test_a_page_put_over_the_signed_one_is_told(tmp_path: Path, sign: Signing, letter: bytes) -> None:
    """An update behind the signature that changes the page: the bytes are intact, but they are not the whole file."""
    writer = IncrementalPdfFileWriter(io.BytesIO(sign(letter)))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = page.raw_get("/MediaBox")[0].__class__(90)
    writer.update_container(page)
    changed = io.BytesIO()
    writer.write(changed)  # type: ignore[no-untyped-call]
    (found,) = read(tmp_path, changed.getvalue())
    assert (found.intact, found.covers_whole) == (True, False)


def test_what_is_no_signature_has_no_signer(tmp_path: Path, letter: bytes) -> None:
    """A field with rubbish in the place of a signature is told as one that cannot be read; unsigned files have none."""
    assert read(tmp_path, letter) == ()
    with pikepdf.open(io.BytesIO(letter)) as made:
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, Contents=pikepdf.String(b"\x30\x03abc"), ByteRange=pikepdf.Array([0, 1, 2, 3])
        )
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature1", V=made.make_indirect(value))
        made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([made.make_indirect(field)]), SigFlags=3)
        made.save(tmp_path / "b.pdf")
    (found,) = signatures_of(tmp_path / "b.pdf")
    assert found == Signature("", None, None, from_timestamp=False, intact=False, covers_whole=False)


def test_many_signatures_are_not_all_looked_at(tmp_path: Path, letter: bytes) -> None:
    """Twenty are enough for any paper."""
    with pikepdf.open(io.BytesIO(letter)) as made:
        fields = [
            pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=f"S{number}", V=pikepdf.Dictionary(Type=pikepdf.Name.Sig))
            for number in range(70)
        ]
        made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([made.make_indirect(one) for one in fields]))
        made.save(tmp_path / "b.pdf")
    assert len(signatures_of(tmp_path / "b.pdf")) == 20


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=30))
def test_damaged_files_never_raise(
    tmp_path: Path, sign: Signing, letter: bytes, damage: list[tuple[float, int]]
) -> None:
    """Whatever bytes are changed: an answer comes, and where the signed bytes differ none is called intact."""
    whole = sign(letter)
    content = bytearray(whole)
    for place, byte in damage:
        content[int(place * len(content))] = byte
    start = whole.index(b"/Contents <") + 10
    end = whole.index(b">", start) + 1
    same = content[:start] == whole[:start] and content[end:] == whole[end:]
    assert all(same or not one.intact for one in read(tmp_path, bytes(content)))
    read(tmp_path, bytes(content[: int(damage[0][0] * len(content))]))


@pytest.mark.shared
def test_real_signed_papers_are_read(shared: Path) -> None:
    """Agencies' and people's signatures of several years: each has a signer, a time, a place, and is intact."""
    expected = {"01-TTr": 2, "01CT-100dpi": 1, "04-QD-138": 2, "05-word": 5, "2352-07-CT": 1, "574-UB": 2}
    for name, count in expected.items():
        found = signatures_of(shared / "corpus" / "pdf" / f"{name}-signed.pdf")
        assert len(found) == count, name
        assert all(one.signer and one.intact and one.covers_whole for one in found), name
        assert all(one.signed_at is not None and one.page is not None and one.box is not None for one in found), name
        assert found[0].box != Box(0, 0, 0, 0)
