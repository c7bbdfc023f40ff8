//@ compiles
//@ fixes dyn_clone
trait Tool {
    fn copy(&self) -> Self
    where
        Self: Sized;
}

fn main() {
    let tools: Vec<Box<dyn Tool>> = Vec::new();
    println!("{}", tools.len());
}
