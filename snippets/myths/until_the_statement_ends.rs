//@[2021] compiles
//@[2024] compiles
struct Guard;

impl Guard {
    fn value(&self) -> Option<u8> {
        None
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        println!("guard dropped");
    }
}

fn show(value: u8, _: ()) {
    println!("show {value}");
}

fn main() {
    show(
        if let Some(value) = Guard.value() { value } else { 0 },
        println!("second argument"),
    );
}
