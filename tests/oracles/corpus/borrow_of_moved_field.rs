//@ error E0382
struct Inner {
    name: String,
    tag: String,
}
struct Outer {
    inner: Inner,
    id: u32,
}

fn main() {
    let outer = Outer { inner: Inner { name: String::from("n"), tag: String::from("t") }, id: 1 };
    let name = outer.inner.name;
    println!("{name} {} {}", outer.inner.tag, outer.id);
    let inner = &outer.inner;
    println!("{}", inner.tag);
}
