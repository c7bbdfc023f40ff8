//@ compiles
//@ fixes no_trait
type Anything = Box<dyn std::any::Any>;

fn main() {
    let it: Anything = Box::new(3);
    println!("{}", it.is::<i32>());
}
