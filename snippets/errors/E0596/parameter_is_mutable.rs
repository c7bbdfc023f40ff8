//@ compiles
//@ fixes parameter_is_shared
fn add(list: &mut Vec<i32>) {
    list.push(1);
}

fn main() {
    let mut list = vec![0];
    add(&mut list);
    println!("{list:?}");
}
