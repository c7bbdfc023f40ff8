//@ compiles
//@ fixes trait_as_type
trait Tool {
    fn name(&self) -> &str;
}

fn show(tool: &dyn Tool) {
    println!("{}", tool.name());
}

fn main() {}
