"""The types of debug information, read when something is of them."""

from __future__ import annotations

from typing import Any

from borrowproof.facts.debug_info.syntax import Member, Type, TypeKind, Variant
from borrowproof.facts.errors import UnknownConstruct

_POINTER_SIZE = 8
_KINDS: dict[str, TypeKind] = {
    "DW_TAG_base_type": "base",
    "DW_TAG_pointer_type": "pointer",
    "DW_TAG_array_type": "array",
    "DW_TAG_structure_type": "struct",
    "DW_TAG_union_type": "union",
    "DW_TAG_enumeration_type": "enumeration",
    "DW_TAG_subroutine_type": "function",
}


def attribute(die: Any, name: str, default: Any = None) -> Any:
    """The value of an attribute of a DIE."""
    found = die.attributes.get(name)
    return default if found is None else found.value


def name_of(die: Any) -> str:
    """The DIE's own name, "" where it has none."""
    value = attribute(die, "DW_AT_name", b"")
    return str(value.decode("utf-8", "replace"))


def path_of(die: Any) -> str:
    """Its name with those of the scopes around it."""
    parts = [name_of(die)]
    around = die.get_parent()
    while around is not None and around.tag != "DW_TAG_compile_unit":
        parts.append(name_of(around))
        around = around.get_parent()
    return "::".join(filter(None, reversed(parts)))


class TypeReader:
    """The types that were read so far, by the places of their DIEs."""

    def __init__(self) -> None:
        self.found: dict[int, Type] = {}
        self._begun: set[int] = set()

    def read(self, die: Any) -> int:
        """The id of the type that a DIE describes; all that it is made of is read, too. Raises UnknownConstruct."""
        while die.tag == "DW_TAG_typedef":
            die = die.get_DIE_from_attribute("DW_AT_type")
        id_ = int(die.offset)
        if id_ in self._begun:
            return id_
        self._begun.add(id_)
        kind = _KINDS.get(die.tag)
        if kind is None:
            raise UnknownConstruct(f"debug information of a {die.tag}")
        self.found[id_] = self._read(die, id_, kind)
        return id_

    def _target(self, die: Any) -> int | None:
        return self.read(die.get_DIE_from_attribute("DW_AT_type")) if "DW_AT_type" in die.attributes else None

    def _read(self, die: Any, id_: int, kind: TypeKind) -> Type:
        name, size = name_of(die), attribute(die, "DW_AT_byte_size", 0)
        if kind == "base":
            return Type(id_, kind, name, name, size, encoding=attribute(die, "DW_AT_encoding"))
        if kind == "pointer":
            return Type(id_, kind, name, name, _POINTER_SIZE, target=self._target(die))
        if kind == "array":
            return self._array(die, id_)
        if kind == "enumeration":
            values = {attribute(c, "DW_AT_const_value"): name_of(c) for c in die.iter_children()}
            return Type(id_, kind, path_of(die), name, size, enumerators=values)
        return self._compound(die, id_, kind, size)

    def _array(self, die: Any, id_: int) -> Type:
        element = self._target(die)
        count = 0
        for child in die.iter_children():
            if child.tag == "DW_TAG_subrange_type":
                count = attribute(child, "DW_AT_count", 0)
        size = count * self.found[element].size if element in self.found else 0
        return Type(id_, "array", "", "", size, target=element, count=count)

    def _compound(self, die: Any, id_: int, kind: TypeKind, size: int) -> Type:
        members: list[Member] = []
        parameters: dict[str, int] = {}
        variants: tuple[Variant, ...] | None = None
        discriminant: Member | None = None
        for child in die.iter_children():
            if child.tag == "DW_TAG_member":
                members.append(self._member(child))
            elif child.tag == "DW_TAG_template_type_param":
                parameters[name_of(child)] = self.read(child.get_DIE_from_attribute("DW_AT_type"))
            elif child.tag == "DW_TAG_variant_part":
                if "DW_AT_discr" in child.attributes:
                    discriminant = self._member(child.get_DIE_from_attribute("DW_AT_discr"))
                variants = tuple(self._variant(c) for c in child.iter_children() if c.tag == "DW_TAG_variant")
        return Type(
            id_,
            kind,
            path_of(die),
            name_of(die),
            size,
            members=tuple(members),
            parameters=parameters,
            variants=variants,
            discriminant=discriminant,
        )

    def _member(self, die: Any) -> Member:
        type_ = self.read(die.get_DIE_from_attribute("DW_AT_type"))
        return Member(name_of(die), attribute(die, "DW_AT_data_member_location", 0), type_)

    def _variant(self, die: Any) -> Variant:
        member = next(child for child in die.iter_children() if child.tag == "DW_TAG_member")
        payload = self._member(member)
        return Variant(payload.name, attribute(die, "DW_AT_discr_value"), payload)
