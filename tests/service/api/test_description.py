"""The description of the API, which other people's programs are made from."""

from fastapi import FastAPI

from service.api.routes import router


def test_no_name_in_it_tells_where_our_classes_are() -> None:
    described = FastAPI()
    described.include_router(router)

    names = described.openapi()["components"]["schemas"]

    # "Body_…" is what FastAPI calls the form of a file that is sent.
    assert [] == [name for name in names if "__" in name and not name.startswith("Body_")]
