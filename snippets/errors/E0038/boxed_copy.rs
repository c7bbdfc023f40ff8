//@ compiles
//@ fixes dyn_clone
trait Tool {
    fn copy(&self) -> Box<dyn Tool>;
}

fn main() {
    let tools: Vec<Box<dyn Tool>> = Vec::new();
    println!("{}", tools.len());
}
