//@ compiles
//@ fixes stricter_than_trait
trait Show {
    fn show<T: Copy>(&self, it: T);
}

struct Plain;

impl Show for Plain {
    fn show<T: Copy>(&self, _it: T) {}
}

fn main() {
    Plain.show(3);
}
