//@ compiles
//@ fixes two_change_it
fn both(list: &mut Vec<u32>) {
    let mut one = || list.push(1);
    one();
    let mut two = || list.push(2);
    two();
}

fn main() {
    let mut list = Vec::new();
    both(&mut list);
    println!("{list:?}");
}
