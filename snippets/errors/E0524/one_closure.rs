//@ compiles
//@ fixes two_change_it
fn both(list: &mut Vec<u32>) {
    let mut add = |n| list.push(n);
    add(1);
    add(2);
}

fn main() {
    let mut list = Vec::new();
    both(&mut list);
    println!("{list:?}");
}
