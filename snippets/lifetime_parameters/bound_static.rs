//@ compiles
struct Notice(String);

impl Drop for Notice {
    fn drop(&mut self) {
        println!("{} taken down", self.0);
    }
}

fn put_up<T: 'static>(notice: T) {
    drop(notice);
}

fn main() {
    put_up(Notice(String::from("No trains")));
    println!("end of main");
}
