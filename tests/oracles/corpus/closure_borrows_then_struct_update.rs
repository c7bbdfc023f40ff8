//@ compiles
#[derive(Clone, Debug)]
struct Options { name: String, depth: u8, trace: bool }
fn main() {
    let base = Options { name: "base".into(), depth: 1, trace: false };
    let describe = |o: &Options| format!("{}:{}:{}", base.name, o.depth, o.trace);
    let deep = Options { depth: 9, ..base.clone() };
    println!("{}", describe(&deep));
    let own = Options { name: String::from("own"), ..deep };
    println!("{own:?}");
}
