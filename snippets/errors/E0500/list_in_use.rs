//@ error E0500
fn add_all(list: &mut Vec<u32>) {
    let first = &list[0];
    let mut add = |n| list.push(n); //~ E0500
    println!("{first}");
    add(2);
}

fn main() {
    add_all(&mut vec![1]);
}
