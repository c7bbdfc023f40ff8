//@ error E0521
fn add(list: &mut Vec<&'static str>, word: &str) {
    list.push(word); //~ E0521
}

fn main() {
    let mut list = Vec::new();
    add(&mut list, "one");
    println!("{list:?}");
}
