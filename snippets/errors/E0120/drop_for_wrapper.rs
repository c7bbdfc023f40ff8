//@ compiles
//@ fixes drop_for_trait_object
trait Tool {}
struct Saw;
impl Tool for Saw {}

struct Kept(Box<dyn Tool>);

impl Drop for Kept {
    fn drop(&mut self) {
        println!("put away");
    }
}

fn main() {
    let _kept = Kept(Box::new(Saw));
}
