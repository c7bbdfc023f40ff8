//@ compiles
fn main() {
    let array = [7_u8; 1000];
    let vector = vec![7_u8; 1000];
    let boxed = Box::new(array);
    println!("{}", size_of_val(&array) == 1000);
    println!("{}", size_of_val(&vector) == 1000);
    println!("{}", size_of_val(&boxed) == 1000);
    println!("{}", size_of_val(&*boxed) == 1000);
}
