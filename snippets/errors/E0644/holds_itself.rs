//@ error E0644
fn call<F: Fn(&F)>(f: &F) {
    f(f);
}

fn main() {
    call(&|again| call(again)); //~ E0644
}
