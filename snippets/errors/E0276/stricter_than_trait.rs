//@ error E0276
trait Show {
    fn show<T>(&self, it: T);
}

struct Plain;

impl Show for Plain {
    fn show<T: Copy>(&self, _it: T) {} //~ E0276
}

fn main() {
    Plain.show(3);
}
