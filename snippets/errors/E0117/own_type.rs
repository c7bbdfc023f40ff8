//@ compiles
//@ fixes both_foreign
struct Total(std::sync::Mutex<u32>);

impl Clone for Total {
    fn clone(&self) -> Self {
        Total(std::sync::Mutex::new(*self.0.lock().unwrap()))
    }
}

fn main() {
    let total = Total(std::sync::Mutex::new(3));
    println!("{}", total.clone().0.into_inner().unwrap());
}
