//@ compiles
//@ fixes private_field
mod till {
    #[derive(Default)]
    pub struct Till {
        sum: u32,
    }

    impl Till {
        pub fn sum(&self) -> u32 {
            self.sum
        }
    }
}

fn main() {
    println!("{}", till::Till::default().sum());
}
