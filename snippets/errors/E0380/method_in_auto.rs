//@ error E0380 E0658
auto trait Safe { //~ E0658
    fn check(&self) {} //~ E0380
}

fn main() {}
