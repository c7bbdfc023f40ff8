//@ error E0597
struct Registry<'a> {
    names: Vec<&'a str>,
}

fn main() {
    let mut registry = Registry { names: vec![] };
    for n in 0..2 {
        let name = format!("user{n}");
        registry.names.push(&name);
    }
    println!("{:?}", registry.names);
}
