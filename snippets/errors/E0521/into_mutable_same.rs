//@ compiles
//@ fixes into_mutable
fn add<'a>(list: &mut Vec<&'a str>, word: &'a str) {
    list.push(word);
}

fn main() {
    let mut list = Vec::new();
    add(&mut list, "one");
    println!("{list:?}");
}
