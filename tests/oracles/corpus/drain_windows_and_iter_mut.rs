//@ compiles
fn main() {
    let mut names = vec![String::from("b"), String::from("a")];
    for name in names.drain(..) {
        println!("{name}");
    }
    names.push(String::from("c"));
    for (i, name) in names.iter_mut().enumerate() {
        name.push_str(&i.to_string());
    }
    for pair in names.windows(2) {
        println!("{pair:?}");
    }
    for n in names { println!("{n}"); }
}
