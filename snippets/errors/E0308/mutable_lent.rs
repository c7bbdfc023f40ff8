//@ compiles
//@ fixes shared_for_mutable
fn add(list: &mut Vec<u32>) {
    list.push(1);
}

fn main() {
    let mut list = vec![];
    add(&mut list);
    println!("{list:?}");
}
