//@ compiles
struct Inner {
    a: String,
    b: String,
}
struct Outer {
    left: Inner,
    right: Inner,
}

fn main() {
    let outer = Outer {
        left: Inner { a: String::from("a"), b: String::from("b") },
        right: Inner { a: String::from("c"), b: String::from("d") },
    };
    let first = outer.left.a;
    let right = outer.right;
    println!("{first} {}", outer.left.b);
    let Inner { a, b: renamed } = right;
    println!("{a} {renamed}");
}
