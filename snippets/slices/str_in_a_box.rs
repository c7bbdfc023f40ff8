//@ compiles
//@ heap allocs=2 leaked=0
//@ fixes str_by_value
fn shout(label: Box<str>) {
    println!("{}!", label.to_uppercase());
}

fn main() {
    shout(Box::from("lamp"));
}
