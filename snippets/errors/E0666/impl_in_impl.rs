//@ error E0666
fn show(it: impl Into<impl std::fmt::Display>) { //~ E0666
    drop(it);
}

fn main() {}
