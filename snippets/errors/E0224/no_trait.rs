//@ error E0224
type Anything = Box<dyn 'static>; //~ E0224

fn main() {}
