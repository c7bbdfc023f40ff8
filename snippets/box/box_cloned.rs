//@ compiles
//@ heap allocs=4 leaked=0
//@ fixes box_moved
fn print(photo: Box<String>) {
    println!("printing {photo}");
}

fn main() {
    let beach = Box::new(String::from("beach"));
    print(beach.clone());
    println!("keeping {beach}");
}
