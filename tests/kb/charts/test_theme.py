import pytest

from kb.charts import theme


def test_mix_goes_from_one_colour_to_the_other() -> None:
    assert [theme.mix("#000000", "#ffffff", share) for share in (0, 0.5, 1)] == [
        "#000000",
        "#808080",
        "#ffffff",
    ]


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#ffffff", "#000000") == pytest.approx(21)


def test_three_rounds_of_clusters_have_colours_of_their_own() -> None:
    assert len({theme.cluster_colour(cluster) for cluster in range(-1, 21)}) == 22
    assert [theme.cluster_colour(cluster) for cluster in range(7)] == list(theme.PALETTE)


@pytest.mark.parametrize("cluster", range(-1, 21))
def test_number_in_a_circle_can_be_read(cluster: int) -> None:
    colour = theme.cluster_colour(cluster)
    assert theme.contrast(theme.text_on(colour), colour) >= 4


@pytest.mark.parametrize("cluster", range(-1, 21))
def test_name_on_the_tint_of_its_cluster_can_be_read(cluster: int) -> None:
    assert theme.contrast(theme.INK, theme.cluster_tint(cluster)) >= 4.5
