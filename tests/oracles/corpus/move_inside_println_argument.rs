//@ compiles
fn total(all: &[String]) -> usize {
    all.len()
}

fn main() {
    let s = String::from("a");
    println!("{}", total(&[s]));
}
