//@ error E0524
fn both(list: &mut Vec<u32>) {
    let mut one = || list.push(1);
    let mut two = || list.push(2); //~ E0524
    one();
    two();
}

fn main() {
    both(&mut Vec::new());
}
