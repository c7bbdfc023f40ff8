//@ compiles
fn main() {
    let array = [7_u8; 1000];
    let vector = vec![7_u8; 1000];
    let boxed = Box::new(array);
    println!("{}", size_of_val(&array));
    println!("{}", size_of_val(&vector) == 3 * size_of::<usize>());
    println!("{}", size_of_val(&boxed) == size_of::<usize>());
    println!("{}", size_of_val(&*boxed));
}
