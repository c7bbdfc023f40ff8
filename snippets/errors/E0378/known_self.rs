//@ compiles
//@ fixes no_pointer_inside
use std::rc::Rc;

trait Show {
    fn show(self: Rc<Self>);
}

impl Show for u32 {
    fn show(self: Rc<Self>) {
        println!("{self}");
    }
}

fn main() {
    let it: Rc<dyn Show> = Rc::new(3);
    it.show();
}
