//@ error E0120
trait Tool {}

impl Drop for dyn Tool { //~ E0120
    fn drop(&mut self) {
        println!("put away");
    }
}

fn main() {}
