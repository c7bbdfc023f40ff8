//@ error E0713
struct Buffer<'a> {
    data: &'a mut String,
}

impl Drop for Buffer<'_> {
    fn drop(&mut self) {
        self.data.clear();
    }
}

impl<'a> Buffer<'a> {
    fn into_data(self) -> &'a mut String {
        &mut *self.data
    }
}

fn main() {
    let mut text = String::from("t");
    let buffer = Buffer { data: &mut text };
    println!("{}", buffer.into_data());
}
