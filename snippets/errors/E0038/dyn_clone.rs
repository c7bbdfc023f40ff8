//@ error E0038
trait Tool {
    fn copy(&self) -> Self;
}

fn main() {
    let tools: Vec<Box<dyn Tool>> = Vec::new(); //~ E0038
    println!("{}", tools.len());
}
