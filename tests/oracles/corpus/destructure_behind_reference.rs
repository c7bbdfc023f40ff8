//@ error E0507
struct Config { name: String, tags: Vec<String> }
fn take(c: &Config) -> (String, Vec<String>) {
    let Config { name, tags } = *c;
    (name, tags)
}
fn main() {
    let c = Config { name: "a".into(), tags: vec![] };
    let (n, t) = take(&c);
    println!("{n} {}", t.len());
}
