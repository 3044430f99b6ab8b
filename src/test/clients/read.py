"""Reads the generated Swift and Dart clients, for which the build has no compilers: their files and the examples of docs/clients
parse, each operation has a method, and no model has a field without a type."""
import re
import sys
from pathlib import Path

import tree_sitter_dart_orchard
import tree_sitter_swift
from tree_sitter import Language, Parser

document, clients, examples = Path(sys.argv[1]).read_text(), Path(sys.argv[2]), Path(sys.argv[3])
operations = re.findall(r"operationId: (\w+)", document.split("\nwebhooks:")[0])
assert len(operations) > 20


def parse(grammar, files: list[Path]) -> str:
    parser = Parser(Language(grammar.language()))
    for file in files:
        assert not parser.parse(file.read_bytes()).root_node.has_error, f"{file} cannot be parsed"
    return "".join(file.read_text() for file in files)


def check(apis: str, method: str, models: str, untyped: str, empty_object: str) -> None:
    missing = [operation for operation in operations if not re.search(method % operation, apis)]
    assert not missing, f"no methods for {missing}"
    # The event guard.guessing has no data.
    assert re.findall(untyped, models, re.MULTILINE) == [empty_object]


swift = clients / "swift6/Sources/OpenAPIClient"
check(parse(tree_sitter_swift, sorted(swift.glob("APIs/*.swift"))), r"class func %s\(",
      parse(tree_sitter_swift, sorted(swift.glob("Models/*.swift"))), r"public var (\w+: .*\b(?:JSONValue|AnyCodable|Any)\b.*)$",
      "data: JSONValue")
parse(tree_sitter_swift, [examples / "SignIn.swift"])

dart = clients / "dart/lib"
check(parse(tree_sitter_dart_orchard, sorted(dart.glob("api/*.dart"))), r"Future<\w+\??> %s\(",
      parse(tree_sitter_dart_orchard, sorted(dart.glob("model/*.dart"))), r"^  ([\w<>, ?]*\b(?:Object|dynamic)\b[\w<>, ?]*;)$",
      "Object data;")
parse(tree_sitter_dart_orchard, [examples / "sign_in.dart"])
print(f"{len(operations)} operations in Swift and in Dart")
