//@ error E0596
fn add(list: &Vec<i32>) {
    list.push(1); //~ E0596
}

fn main() {
    let list = vec![0];
    add(&list);
    println!("{list:?}");
}
