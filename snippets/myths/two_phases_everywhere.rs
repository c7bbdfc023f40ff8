//@ compiles
fn add(list: &mut Vec<usize>, value: usize) {
    list.push(value);
}

fn main() {
    let mut owner = vec![7, 8];
    let list = &mut owner;
    add(list, list.len());
    println!("{list:?}");

    let mut text = String::from("four");
    text += &text.len().to_string();
    println!("{text}");
}
