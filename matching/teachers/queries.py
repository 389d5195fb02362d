"""Teachers, seen from the schools one may look into."""

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from matching.organisations.models import Organisation
from matching.teachers.enums import PostState
from matching.teachers.models import Teacher, TeachingPost


def posts_in(within: frozenset[int]) -> Select[TeachingPost]:
    """Who teaches at these schools now, by school and name; teacher and school come along."""
    return (
        select(TeachingPost)
        .join(TeachingPost.teacher)
        .join(TeachingPost.school)
        .options(contains_eager(TeachingPost.teacher), contains_eager(TeachingPost.school))
        .where(TeachingPost.school_id.in_(within), TeachingPost.state == PostState.ACTIVE)
        .order_by(Organisation.name, Teacher.name, TeachingPost.id)
    )


def post_of(teacher_id: int, within: frozenset[int]) -> Select[TeachingPost]:
    """Where one of them teaches."""
    return posts_in(within).where(TeachingPost.teacher_id == teacher_id)
