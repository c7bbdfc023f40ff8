//@ error E0782
trait Tool {
    fn name(&self) -> &str;
}

fn show(tool: &Tool) { //~ E0782
    println!("{}", tool.name());
}

fn main() {}
