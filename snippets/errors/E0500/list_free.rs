//@ compiles
//@ fixes list_in_use
fn add_all(list: &mut Vec<u32>) {
    let first = &list[0];
    println!("{first}");
    let mut add = |n| list.push(n);
    add(2);
}

fn main() {
    add_all(&mut vec![1]);
}
