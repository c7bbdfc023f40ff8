//@ error E0308
fn add(list: &mut Vec<u32>) {
    list.push(1);
}

fn main() {
    let mut list = vec![];
    add(&list); //~ E0308
    println!("{list:?}");
}
