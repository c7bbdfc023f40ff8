//@ error E0117
impl Clone for std::sync::Mutex<u32> { //~ E0117
    fn clone(&self) -> Self {
        todo!()
    }
}

fn main() {}
